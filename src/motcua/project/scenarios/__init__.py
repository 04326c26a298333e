"""The situations of four published articles: stores built through the real doors, figures read from them."""
