"""Files as earlier versions of the program wrote them, and what makes one."""
