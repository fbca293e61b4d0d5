#include "CKernels.h"

void quire_histogram(const uint8_t *bins, const int32_t *rows, int64_t count, const float *gradients,
                     const float *curvatures, double *sums) {
    for (int64_t index = 0; index < count; index++) {
        const int32_t row = rows[index];
        double *sum = sums + 3 * bins[row];
        sum[0] += gradients[row];
        sum[1] += curvatures[row];
        sum[2] += 1;
    }
}
