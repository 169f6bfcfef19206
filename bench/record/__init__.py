"""How long questions take among many quotations."""
