"""What a nursery can be told to do with a worker."""

import struct

ORDER = struct.Struct("!cI")  # what is to be done, and with which worker
FORK, KILL, LOWER, HALT, RESUME = b"F", b"K", b"L", b"S", b"C"
