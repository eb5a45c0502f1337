module hatchery-bench-peer

go 1.24
