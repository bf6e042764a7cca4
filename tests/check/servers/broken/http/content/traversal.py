"""Mistake: any path is opened.

breaks http.traversal: gives away files outside its folder
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('        raise PermissionError', '        pass  # raise PermissionError'))
