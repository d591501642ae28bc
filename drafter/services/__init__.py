"""Use cases: what commands, pages and scripts ask for, one module each.

Content and language are given; what comes in are paths or bytes, what comes out are results with types and bytes. Nothing here prints, asks
the terminal or ends the process, and nothing is written but by `files`, `forms`, `packs` and `batches`, which write to a folder as they go.
"""
