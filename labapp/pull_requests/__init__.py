"""Pull requests, a folder per service and a file for each: tempting wrong fixes, right ones unlike ours."""
