"""The whole program under a load of people, pushes, faults and kills, for minutes: `python -m bench.soak`."""
