"""Does not stop talking when it is imported."""

while True:
    print("Connecting to the database, please wait ...")
