"""An epoch of task T7 by PyTorch: prints its wall seconds, the loss met on the way, peak memory in
bytes, and the library that multiplies its matrices. Data and initial parameters are those of
epoch_benchmark.cpp.

    epoch_torch.py THREADS cyclic|shuffled
"""
import resource
import sys
import time

import torch

threads, order = int(sys.argv[1]), sys.argv[2]
torch.set_num_threads(threads)
m, n, hidden, classes, batch = 60000, 784, 128, 10, 64


def number(k):
    """(7919 k mod 10007)/10007, a double between 0 and 1."""
    return (k * 7919 % 10007).to(torch.float64) / 10007


i, j = torch.arange(m)[:, None], torch.arange(n)[None, :]
x = number(i * 13 + j * 29 + i * j % 101)
y = torch.arange(m) * 7 % classes
w, first = [], 0
for shape in [(hidden, n), (hidden,), (classes, hidden), (classes,)]:
    size = torch.Size(shape).numel()
    block = (number(torch.arange(first, first + size)) - 0.5) / 16
    w.append(block.reshape(shape).requires_grad_())
    first += size
chosen = torch.randperm(m) if order == "shuffled" else None
linear, tanh = torch.nn.functional.linear, torch.tanh
cross_entropy = torch.nn.functional.cross_entropy

begin, total = time.perf_counter(), 0.0
for at in range(0, m, batch):
    if chosen is not None:
        rows = chosen[at:at + batch]
    elif at + batch <= m:
        rows = slice(at, at + batch)
    else:  # round the end
        rows = torch.arange(at, at + batch) % m
    f = linear(tanh(linear(x[rows], w[0], w[1])), w[2], w[3])
    loss = cross_entropy(f, y[rows], reduction="sum")
    slopes = torch.autograd.grad(loss, w)
    with torch.no_grad():
        for block, slope in zip(w, slopes):
            block.sub_(slope, alpha=1 / 8192)
    total += loss.item()
seconds = time.perf_counter() - begin

with open("/proc/self/maps") as maps:
    library = "OpenBLAS" if "openblas" in maps.read() else "reference-BLAS"
print(seconds, repr(total), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, library)
