# چیزیں کیسے جوڑی جاتی ہیں۔
list-comma = {"، "}
list-semicolon = {"؛ "}
