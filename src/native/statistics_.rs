//! `_statistics`: the quantiles of the normal distribution.

use super::ModuleSpec;
use crate::protocol::number;
use crate::text::quantile;
use crate::types::class::NativeDef;
use crate::types::float;

/// The declaration of the module.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_statistics",
    functions: &[NativeDef::positional("_normal_dist_inv_cdf", 3, 3, |vm, _, values| {
        let p = number::as_f64(vm, &values[0])?;
        let mu = number::as_f64(vm, &values[1])?;
        let sigma = number::as_f64(vm, &values[2])?;
        // Written so that NaN goes on.
        if p <= 0.0 || p >= 1.0 {
            return Err(vm.value_error("inv_cdf undefined for these parameters"));
        }
        Ok(float::new(vm, quantile::normal(p, mu, sigma)))
    })],
    classes: &[],
    init: None,
};
