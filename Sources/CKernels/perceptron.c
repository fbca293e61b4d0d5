#include "CKernels.h"

#include <string.h>

#define EVERY_ISA __attribute__((target_clones("default", "avx2", "avx512f")))
#define INLINE static inline __attribute__((always_inline))

// Eight floats; two SSE registers, one AVX register: the arithmetic of each lane is the same.
typedef float lanes __attribute__((vector_size(32), aligned(4), may_alias));

// tanh by the rational approximation that Eigen uses: within 4 units in the last place, and only
// multiplications, additions and one division.
INLINE float quire_tanh(float x) {
    const float bound = 7.90531110763549805f;
    x = x > bound ? bound : x;
    x = x < -bound ? -bound : x;
    const float s = x * x;
    float p = -2.76076847742355e-16f;
    p = p * s + 2.00018790482477e-13f;
    p = p * s + -8.60467152213735e-11f;
    p = p * s + 5.12229709037114e-08f;
    p = p * s + 1.48572235717979e-05f;
    p = p * s + 6.37261928875436e-04f;
    p = p * s + 4.89352455891786e-03f;
    p = p * x;
    float q = 1.19825839466702e-06f;
    q = q * s + 1.18534705686654e-04f;
    q = q * s + 2.26843463243900e-03f;
    q = q * s + 4.89352518554385e-03f;
    return p / q;
}

EVERY_ISA
void quire_dense_tanh_forward(const float *x, const float *w, const float *b, float *hidden,
                              int64_t B, int64_t D, int64_t H) {
    for (int64_t row = 0; row < B; row++) {
        const float *xr = x + row * D;
        float *hr = hidden + row * H;
        int64_t j = 0;
        for (; j + 32 <= H; j += 32) {
            lanes a0 = *(const lanes *)(b + j), a1 = *(const lanes *)(b + j + 8);
            lanes a2 = *(const lanes *)(b + j + 16), a3 = *(const lanes *)(b + j + 24);
            for (int64_t d = 0; d < D; d++) {
                const float *wd = w + d * H + j;
                const float xd = xr[d];
                a0 += xd * *(const lanes *)wd;
                a1 += xd * *(const lanes *)(wd + 8);
                a2 += xd * *(const lanes *)(wd + 16);
                a3 += xd * *(const lanes *)(wd + 24);
            }
            *(lanes *)(hr + j) = a0;
            *(lanes *)(hr + j + 8) = a1;
            *(lanes *)(hr + j + 16) = a2;
            *(lanes *)(hr + j + 24) = a3;
        }
        for (; j < H; j++) {
            float a = b[j];
            for (int64_t d = 0; d < D; d++) a += xr[d] * w[d * H + j];
            hr[j] = a;
        }
        for (j = 0; j < H; j++) hr[j] = quire_tanh(hr[j]);
    }
}

EVERY_ISA
void quire_dense_tanh_backward(const float *x, const float *hidden, float *dhidden, float *dw, float *db,
                               int64_t B, int64_t D, int64_t H) {
    for (int64_t i = 0; i < B * H; i++) dhidden[i] = dhidden[i] * (1.0f - hidden[i] * hidden[i]);
    for (int64_t row = 0; row < B; row++) {
        const float *dz = dhidden + row * H;
        for (int64_t j = 0; j < H; j++) db[j] += dz[j];
    }
    // Four inputs and eight units at a time stay in registers while the rows go by, in order.
    int64_t d = 0;
    for (; d + 4 <= D; d += 4) {
        int64_t j = 0;
        for (; j + 8 <= H; j += 8) {
            lanes g0 = *(lanes *)(dw + d * H + j), g1 = *(lanes *)(dw + (d + 1) * H + j);
            lanes g2 = *(lanes *)(dw + (d + 2) * H + j), g3 = *(lanes *)(dw + (d + 3) * H + j);
            for (int64_t row = 0; row < B; row++) {
                const lanes dz = *(const lanes *)(dhidden + row * H + j);
                const float *xr = x + row * D + d;
                g0 += xr[0] * dz;
                g1 += xr[1] * dz;
                g2 += xr[2] * dz;
                g3 += xr[3] * dz;
            }
            *(lanes *)(dw + d * H + j) = g0;
            *(lanes *)(dw + (d + 1) * H + j) = g1;
            *(lanes *)(dw + (d + 2) * H + j) = g2;
            *(lanes *)(dw + (d + 3) * H + j) = g3;
        }
        for (; j < H; j++)
            for (int64_t i = d; i < d + 4; i++)
                for (int64_t row = 0; row < B; row++)
                    dw[i * H + j] += x[row * D + i] * dhidden[row * H + j];
    }
    for (; d < D; d++)
        for (int64_t row = 0; row < B; row++) {
            const float xd = x[row * D + d];
            for (int64_t j = 0; j < H; j++) dw[d * H + j] += xd * dhidden[row * H + j];
        }
}

// The dot product of two rows; the tail goes to lanes 0, 1, … like everything else.
INLINE float quire_dot(const float *a, const float *b, int64_t count) {
    lanes sum = {0};
    int64_t i = 0;
    for (; i + 8 <= count; i += 8) sum += *(const lanes *)(a + i) * *(const lanes *)(b + i);
    for (int64_t lane = 0; i < count; i++, lane++) sum[lane] += a[i] * b[i];
    return ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]));
}

EVERY_ISA
void quire_dense_forward(const float *hidden, const float *w, const float *b, float *y,
                         int64_t B, int64_t H, int64_t O) {
    for (int64_t row = 0; row < B; row++)
        for (int64_t o = 0; o < O; o++)
            y[row * O + o] = b[o] + quire_dot(hidden + row * H, w + o * H, H);
}

EVERY_ISA
void quire_dense_backward(const float *hidden, const float *w, const float *dy, float *dhidden, float *dw,
                          float *db, int64_t B, int64_t H, int64_t O) {
    memset(dhidden, 0, sizeof(float) * (size_t)(B * H));
    for (int64_t row = 0; row < B; row++)
        for (int64_t o = 0; o < O; o++) {
            const float g = dy[row * O + o];
            const float *hr = hidden + row * H;
            float *dr = dhidden + row * H;
            db[o] += g;
            for (int64_t j = 0; j < H; j++) {
                dr[j] += g * w[o * H + j];
                dw[o * H + j] += g * hr[j];
            }
        }
}

EVERY_ISA
void quire_adam(float *restrict p, const float *restrict gradient, float *restrict m, float *restrict v,
                int64_t count, float beta1, float beta2, float rate, float correction, float epsilon,
                float decay) {
    for (int64_t i = 0; i < count; i++) {
        const float g = gradient[i] + decay * p[i];
        m[i] = beta1 * m[i] + (1.0f - beta1) * g;
        v[i] = beta2 * v[i] + (1.0f - beta2) * (g * g);
        p[i] -= rate * (m[i] / (__builtin_sqrtf(v[i]) / correction + epsilon));
    }
}

EVERY_ISA
double quire_square_sum(const float *x, int64_t count) {
    double sum[8] = {0};
    int64_t i = 0;
    for (; i + 8 <= count; i += 8)
        for (int lane = 0; lane < 8; lane++) sum[lane] += (double)x[i + lane] * (double)x[i + lane];
    for (int lane = 0; i < count; i++, lane++) sum[lane] += (double)x[i] * (double)x[i];
    return ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]));
}
