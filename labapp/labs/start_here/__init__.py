"""00: does this machine run the workshop?"""
