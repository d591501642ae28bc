"""Everything a project needs, written to a folder: forms, the whole pack, the copy for publication."""
