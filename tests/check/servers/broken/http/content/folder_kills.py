"""Mistake: a folder is opened as a file.

breaks http.folder: ended with an error
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('(OSError, ValueError)', '(FileNotFoundError, PermissionError)'), ('        except OSError as erreur', '        except ConnectionError as erreur'))
