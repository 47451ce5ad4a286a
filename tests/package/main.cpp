#include <iostream>

#include "autodiff/autodiff.hpp"

int main() {
  pathkernel::Tape<double> tape;
  const pathkernel::Var<double> u = input(tape, 3.0);
  std::cout << "d(u² + u)/du = " << gradient(u * u + u, {u}).front().value() << " at u = 3\n";
}
