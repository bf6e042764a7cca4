"""Mistake: a client that breaks off ends the program.

breaks means.leaves: a client that breaks off ends your server with an error
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run(
    "servers/means_good",
    ('        except OSError:\n            pass  # it has left, rudely\n', '        except OSError as erreur:\n            sys.stderr.write(f"ConnectionResetError: {erreur}\\n")\n            os._exit(1)\n'),
    ('import struct', 'import os\nimport struct'),
)
