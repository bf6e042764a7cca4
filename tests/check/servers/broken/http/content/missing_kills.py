"""Mistake: a file that is not there is an error.

breaks http.not_found: is an error that your server tells above
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../.."))
import changed

changed.run("servers/http_good", ('        chemin, corps = chercher(cible)\n    except (OSError, ValueError)', '        chemin, corps = chercher(cible)\n    except PermissionError'), ('        except OSError as erreur', '        except ConnectionError as erreur'))
