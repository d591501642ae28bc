"""Readers: a file in, what it holds out. Every file goes through the safe opener first."""
