"""Never comes to its end when it is imported."""

import time

print("Waiting for the database ...")
time.sleep(3600)
