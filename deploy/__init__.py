"""How the program is put on a machine, and what it is built on."""
