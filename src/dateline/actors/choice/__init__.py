"""Who is who: one choice for each mention, from sure to unsure, each link kept with the sign that made it."""
