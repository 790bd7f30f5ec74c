"""Writes table.json: quantiles and means from SciPy, an independent opinion to which the tests hold src/random.

    python3 -m venv VENV && VENV/bin/pip install scipy==1.17.1
    VENV/bin/python test/golden/random/generate.py
"""

import json
from pathlib import Path

import scipy
from scipy import stats

PROBABILITIES = [1e-12, 1e-6, 0.001, 0.025, 0.1, 0.3, 0.5, 0.7, 0.9, 0.975, 0.999, 1 - 1e-6, 1 - 1e-12]

CASES = [
    ({"kind": "uniform", "low": 20, "high": 50}, stats.uniform(20, 30)),
    ({"kind": "exponential", "mean": 1500}, stats.expon(scale=1500)),
    ({"kind": "lognormal", "median": 90000, "sigma": 0.55}, stats.lognorm(0.55, scale=90000)),
    ({"kind": "lognormal", "median": 3, "sigma": 2}, stats.lognorm(2, scale=3)),
    ({"kind": "normal", "mean": 120, "sd": 15}, stats.norm(120, 15)),
    ({"kind": "weibull", "shape": 1.7, "scale": 300}, stats.weibull_min(1.7, scale=300)),
    ({"kind": "weibull", "shape": 0.6, "scale": 40}, stats.weibull_min(0.6, scale=40)),
    ({"kind": "triangular", "low": 10, "mode": 25, "high": 90}, stats.triang(15 / 80, 10, 80)),
    ({"kind": "triangular", "low": 5, "mode": 5, "high": 8}, stats.triang(0, 5, 3)),
]

POISSON_MEANS = [0.02, 0.7, 3, 12.5, 64, 64.5, 300, 2500]


def censored_normal_mean(mean, sd, low):
    normal = stats.norm(mean, sd)
    return low * normal.cdf(low) + normal.expect(lambda x: x, lb=low)


table = {
    "source": f"scipy {scipy.__version__}",
    "probabilities": PROBABILITIES,
    "normal": [float(stats.norm.ppf(p)) for p in PROBABILITIES],
    "normalFar": [[p, float(stats.norm.ppf(p))] for p in (1e-16, 1e-50, 1e-300)],
    "cases": [
        {
            "distribution": distribution,
            "quantiles": [float(frozen.ppf(p)) for p in PROBABILITIES],
            "mean": float(frozen.mean()),
        }
        for distribution, frozen in CASES
    ],
    "censoredNormals": [
        {"mean": m, "sd": s, "min": low, "expected": float(censored_normal_mean(m, s, low))}
        for m, s, low in [(10, 5, 0), (0, 1, 0), (100, 10, 130), (100, 10, 20)]
    ],
    "poisson": [
        {"mean": mean, "counts": [int(stats.poisson.ppf(p, mean)) for p in PROBABILITIES]} for mean in POISSON_MEANS
    ],
}

Path(__file__).with_name("table.json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
