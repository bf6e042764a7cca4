"""Mistake: commands are lines like any other.

breaks chat.slash_all: the command is not answered as the sheet shows it
breaks chat.slash_me: the command is not answered as the sheet shows it
breaks chat.slash_help: the command is not answered as the sheet shows it
breaks chat.slash_bye: the command is not answered as the sheet shows it
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../.."))
import changed

changed.run("servers/chat_good")
