"""Public pages: the home, looking a dossier up, the page behind the QR code of a receipt."""
