"""What speaks for two mentions being one actor, or for a mention naming a kind of actor: signs that a choice weighs."""
