"""The editor of the service: a page in which questions are written, asked and their answers looked at.

It asks for nothing from outside, and needs no Node to be made: its modules are bundled as those of the explorer are.
Without JavaScript the same page is a plain form that works.
"""
