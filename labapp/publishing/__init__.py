"""The workshop for those who are not at a keyboard: links, a looping picture, gallery, slides, class view."""
