"""The order of the wings: the only room that knows them all. Each command of the program is one module here."""
