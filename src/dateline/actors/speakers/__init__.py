"""Who speaks: the actors of the statements, and whose words stand without quotation marks."""
