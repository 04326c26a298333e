"""The product as a whole: settings, URLs, permissions, menu, command line. Nothing imports it; it knows everything."""
