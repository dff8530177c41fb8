"""Makes the files of the project that are made from something else."""
