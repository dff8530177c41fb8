"""Mail from strangers: bounded reading, then markup, then the rules of senders; never a guess."""
