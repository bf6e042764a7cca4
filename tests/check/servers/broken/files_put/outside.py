"""Mistake: any path is written to.

breaks files.put_outside: writes outside its folder
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/put_good", ('        raise PermissionError', '        pass  # raise PermissionError'))
