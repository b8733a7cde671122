"""The workshop for those who are not in it yet: links, a looping picture, a gallery."""
