"""Mistake: an error of a client ends the server.

breaks http.reset: a client that breaks off ends your server
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('        except OSError as erreur', '        except ZeroDivisionError as erreur'))
