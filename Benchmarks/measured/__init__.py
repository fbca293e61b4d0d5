"""What Benchmarks/run is made of: a clock, the machine, Quire, its peers, novels, and the tables."""
