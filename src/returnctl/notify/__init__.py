"""Ways a reminder reaches somebody, one module each; addresses and secrets come as arguments."""
