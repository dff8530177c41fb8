"""Reading what shops, exporters and spreadsheets write."""
