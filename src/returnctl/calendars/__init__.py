"""Public holidays of the places whose working days a rule counts."""
