"""The tables as revision 0001 made them: a copy that never changes; `data.tables` says how they are now."""
