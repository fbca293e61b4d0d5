// The hot loops of the small networks and of boosted trees: single precision, row-major, forward beside backward.
//
// Every result is bit-identical on every instruction set. An element-wise loop adds its terms in index order;
// a reduction always keeps eight partial sums (lane i takes the terms whose index is i modulo 8) that are
// added as ((0+4)+(2+6))+((1+5)+(3+7)). No fused multiply-add (-ffp-contract=off), no libm.
//
// B rows in a batch, D inputs, H hidden units, O outputs.
#ifndef QUIRE_CKERNELS_H
#define QUIRE_CKERNELS_H

#include <stdint.h>

/// hidden[B,H] = tanh(x[B,D] · w[D,H] + b[H])
void quire_dense_tanh_forward(const float *x, const float *w, const float *b, float *hidden,
                              int64_t B, int64_t D, int64_t H);

/// Given dhidden[B,H], the gradient at the hidden activations: adds xᵀ · dz to dw[D,H] and Σ dz to db[H], where
/// dz = dhidden · (1 - hidden²). `dhidden` is overwritten with dz.
void quire_dense_tanh_backward(const float *x, const float *hidden, float *dhidden, float *dw, float *db,
                               int64_t B, int64_t D, int64_t H);

/// y[B,O] = hidden[B,H] · w[O,H]ᵀ + b[O]
void quire_dense_forward(const float *hidden, const float *w, const float *b, float *y,
                         int64_t B, int64_t H, int64_t O);

/// Given dy[B,O]: writes dhidden[B,H] = dy · w and adds dyᵀ · hidden to dw[O,H] and Σ dy to db[O].
void quire_dense_backward(const float *hidden, const float *w, const float *dy, float *dhidden, float *dw,
                          float *db, int64_t B, int64_t H, int64_t O);

/// One step of Adam with PyTorch's epsilon: p -= rate · m / (√v / correction + epsilon), where `rate` is already
/// divided by 1 - β₁ᵗ and `correction` is √(1 - β₂ᵗ). `decay` · p is added to the gradient first (L2).
void quire_adam(float *p, const float *gradient, float *m, float *v, int64_t count, float beta1, float beta2,
                float rate, float correction, float epsilon, float decay);

/// Σ x² over eight double-precision lanes.
double quire_square_sum(const float *x, int64_t count);

/// Adds to sums[bin, 3] the gradient, the curvature and 1 of each of `count` rows, in the rows' order; bins[row] is the
/// row's bin in one column.
void quire_histogram(const uint8_t *bins, const int32_t *rows, int64_t count, const float *gradients,
                     const float *curvatures, double *sums);

#endif
