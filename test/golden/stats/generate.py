"""Writes table.json: what scipy, numpy and statsmodels say about the numbers that src/stats computes.

    python3 -m venv VENV && VENV/bin/pip install scipy==1.17.1 numpy==2.4.6 statsmodels==0.15.0
    VENV/bin/python test/golden/stats/generate.py

Nothing of seatrial is read here: the table is an independent opinion, committed, and the tests hold src/stats to it.
"""

import itertools
import json
import pathlib

import numpy as np
import scipy
import statsmodels
from scipy import special, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(20240607)


def numbers(values):
    return [float(x) for x in values]


def special_functions():
    ab = [0.5, 1, 2.5, 10, 123.4, 998, 20000]
    x = [1e-6, 0.003, 0.15, 0.5, 0.9, 0.999]
    p = [1e-8, 0.005, 0.025, 0.5, 0.95, 0.999]
    df = [1, 2, 3, 7.5, 24, 499, 19999]
    return {
        "logGamma": [[v, float(special.gammaln(v))] for v in [1e-3, 0.5, 1, 1.5, 3.7, 14.9, 15.1, 170, 1e5]],
        "incompleteBeta": [
            [v, a, b, float(special.betainc(a, b, v))] for v in x for a in ab for b in ab
        ],
        "betaQuantile": [
            [v, a, b, float(special.betaincinv(a, b, v))] for v in p for a in ab for b in ab if a + b > 2
        ],
        "normalCdf": [[z, float(stats.norm.cdf(z))] for z in [-30, -8, -3.5, -1.2, -1e-3, 0, 0.4, 1.96, 5]],
        "normalQuantile": [
            [v, float(stats.norm.ppf(v))] for v in [1e-300, 1e-12, 1e-4, 0.02, 0.3, 0.5, 0.7, 0.975, 0.999999]
        ],
        "studentTCdf": [[t, d, float(stats.t.cdf(t, d))] for t in [-9, -2, -0.3, 0.7, 4] for d in df],
        "studentTQuantile": [[v, d, float(stats.t.ppf(v, d))] for v in [0.0005, 0.025, 0.2, 0.6, 0.95, 0.9975] for d in df],
        "binomialCdf": [
            [k, n, q, float(stats.binom.cdf(k, n, q))]
            for n in [1, 10, 72, 1000]
            for q in [0.003, 0.15, 0.5, 0.95]
            for k in sorted({0, n // 3, n - 1})
        ],
    }


def rates():
    rows = []
    for k, n in [(0, 10), (1, 10), (10, 10), (3, 1000), (15, 100), (0, 998), (1, 1580), (60, 20000), (7, 30)]:
        for confidence in [0.9, 0.95, 0.99]:
            test = stats.binomtest(k, n)
            exact = test.proportion_ci(confidence, "exact")
            wilson = test.proportion_ci(confidence, "wilson")
            upper = stats.binomtest(k, n, alternative="less").proportion_ci(confidence, "exact").high
            lower = stats.binomtest(k, n, alternative="greater").proportion_ci(confidence, "exact").low
            assert np.allclose(proportion_confint(k, n, 1 - confidence, "beta"), [exact.low, exact.high], atol=1e-9)
            rows.append(
                {
                    "count": k,
                    "n": n,
                    "confidence": confidence,
                    "clopperPearson": numbers([exact.low, exact.high]),
                    "wilson": numbers([wilson.low, wilson.high]),
                    "upper": float(upper),
                    "lower": float(lower),
                }
            )
    plan = []
    for failures in range(6):
        n = 900
        while stats.binom.cdf(failures, n, 0.003) > 0.05:
            n += 1
        plan.append(n)
    return {"intervals": rows, "claim0.3%": plan}


def order_statistics():
    rows = []
    for n in [10, 58, 59, 71, 72, 100, 1000, 20000]:
        for q in [0.5, 0.95]:
            for confidence in [0.95, 0.975]:
                # Smallest u with P(B <= u - 1) >= confidence; largest l with P(B <= l - 1) <= 1 - confidence.
                u = int(stats.binom.ppf(confidence, n, q)) + 1
                below = stats.binom.cdf(np.arange(-1, n), n, q)
                l = int(np.sum(below[1:] <= 1 - confidence))
                rows.append([n, q, confidence, l if l >= 1 else None, u if u <= n else None])
    return rows


def rank_tests():
    paired = {
        "plain": numbers(np.round(rng.normal(0.4, 1, 12), 6)),
        "ties": [1, 2, -1, 3, 3, -2, 4, 1, 1, 5],
        "zeros and ties": [0, 0, 1, -1, 2, 2, 3, -0.5, 0, 4],
        "six": [0.1, 0.4, -0.2, 0.7, 0.9, 1.1],
        "all positive": [0.3, 0.1, 0.2, 0.4, 0.5],
    }
    signed = []
    for name, d in paired.items():
        d = np.array(d, float)
        ranks = stats.rankdata(np.abs(d))[d != 0]
        signs = d[d != 0] > 0
        observed = ranks[signs].sum()
        # All 2^n signs: the definition itself, ties and Pratt's zeros included.
        sums = np.array([np.dot(c, ranks) for c in itertools.product([0, 1], repeat=len(ranks))])
        greater = float(np.mean(sums >= observed - 1e-9))
        less = float(np.mean(sums <= observed + 1e-9))
        if name in ("plain", "six", "all positive"):
            assert abs(stats.wilcoxon(d, alternative="greater", mode="exact").pvalue - greater) < 1e-12
        else:
            method = stats.PermutationMethod(n_resamples=np.inf)
            said = stats.wilcoxon(d, alternative="greater", zero_method="pratt", method=method).pvalue
            assert abs(said - greater) < 1e-12, (name, said, greater)
        walsh = np.sort([(d[i] + d[j]) / 2 for i in range(len(d)) for j in range(i, len(d))])
        null = np.array([np.dot(c, np.arange(1, len(d) + 1)) for c in itertools.product([0, 1], repeat=len(d))])
        cut = [k for k in range(len(walsh)) if np.mean(null <= k) <= 0.05]
        interval = [float(walsh[cut[-1]]), float(walsh[-1 - cut[-1]])] if cut else [None, None]
        signed.append(
            {
                "name": name,
                "differences": numbers(d),
                "statistic": float(observed),
                "greater": greater,
                "less": less,
                "twoSided": min(1.0, 2 * min(greater, less)),
                "hodgesLehmann": float(np.median(walsh)),
                "interval90": interval,
            }
        )
    large = numbers(np.round(rng.normal(0.15, 1, 250), 6))
    big = stats.wilcoxon(large, alternative="greater", mode="approx", correction=True)
    samples = [
        [numbers(np.round(rng.lognormal(3, 0.4, 9), 4)), numbers(np.round(rng.lognormal(3.3, 0.4, 11), 4))],
        [[1, 2, 2, 3, 9], [2, 3, 4, 4, 8, 9]],
        [numbers(np.round(rng.lognormal(3, 0.4, 60), 4)), numbers(np.round(rng.lognormal(3.1, 0.4, 70), 4))],
    ]
    whitney = []
    for a, b in samples:
        row = {"a": a, "b": b}
        tied = len(set(a + b)) < len(a + b)
        small = len(a) + len(b) <= 60
        method = stats.PermutationMethod(n_resamples=np.inf) if tied and small else "exact" if small else "asymptotic"
        for alternative in ["greater", "less", "two-sided"]:
            result = stats.mannwhitneyu(b, a, alternative=alternative, method=method)
            row[alternative] = float(result.pvalue)
            row["statistic"] = float(result.statistic)
        row["shift"] = float(np.median(np.subtract.outer(b, a)))
        whitney.append(row)
    a, b = [12.1, 13.4, 11.9, 14.2, 12.8], [13.9, 15.1, 13.2, 16.0, 14.4, 12.9]
    d = [0.31, -0.12, 0.45, 0.22, 0.05, 0.6, -0.2]
    difference = lambda x, y, axis: np.mean(y, axis=axis) - np.mean(x, axis=axis)
    permutation = {
        "a": a,
        "b": b,
        "d": d,
        "independent": {
            alternative: float(
                stats.permutation_test((a, b), difference, n_resamples=np.inf, alternative=alternative).pvalue
            )
            for alternative in ["greater", "less", "two-sided"]
        },
        "paired": {
            alternative: float(
                stats.permutation_test(
                    (d,),
                    lambda x, axis: np.mean(x, axis=axis),
                    permutation_type="samples",
                    n_resamples=np.inf,
                    alternative=alternative,
                ).pvalue
            )
            for alternative in ["greater", "less", "two-sided"]
        },
    }
    p = [0.001, 0.04, 0.03, 0.2, 0.0049, 0.03, 0.9]
    return {
        "signedRank": signed,
        "signedRankLarge": {"differences": large, "greater": float(big.pvalue)},
        "mannWhitney": whitney,
        "permutation": permutation,
        "p": p,
        "holm": numbers(multipletests(p, method="holm")[1]),
        "benjaminiHochberg": numbers(multipletests(p, method="fdr_bh")[1]),
    }


def means():
    skewed = np.round(rng.lognormal(3, 0.8, 40), 4)
    bca = stats.bootstrap((skewed,), np.mean, confidence_level=0.95, n_resamples=400_000, method="BCa", rng=rng)
    clusters = [np.round(rng.normal(20 + rng.normal(0, 2), 3, rng.integers(3, 9)), 4) for _ in range(15)]
    sums = np.array([c.sum() for c in clusters])
    sizes = np.array([len(c) for c in clusters], float)
    pair = np.stack([sums, sizes], axis=1)
    ratio = lambda s, n, axis: np.sum(s, axis=axis) / np.sum(n, axis=axis)
    clustered = stats.bootstrap(
        (sums, sizes), ratio, paired=True, confidence_level=0.95, n_resamples=400_000, method="BCa", rng=rng
    )
    small = np.round(rng.normal(20, 3, 7), 4)
    t = stats.ttest_1samp(small, 0).confidence_interval(0.95)
    anderson = stats.anderson(np.log(skewed), "norm", method="interpolate")
    from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

    other = np.round(rng.normal(23, 5, 12), 4)
    welch = CompareMeans(DescrStatsW(other), DescrStatsW(small)).tconfint_diff(usevar="unequal")
    # The cluster-robust variance of a mean is that of a regression on a constant.
    import statsmodels.api as sm

    y = np.concatenate(clusters)
    groups = np.repeat(np.arange(len(clusters)), sizes.astype(int))
    robust = sm.OLS(y, np.ones(len(y))).fit(cov_type="cluster", cov_kwds={"groups": groups, "use_correction": False})
    return {
        "skewed": numbers(skewed),
        "bca": numbers(bca.confidence_interval),
        "andersonDarling": float(anderson.statistic),
        "clusters": [numbers(c) for c in clusters],
        "clusteredBca": numbers(clustered.confidence_interval),
        "clusteredVariance": float(robust.bse[0] ** 2 * len(clusters) / (len(clusters) - 1)),
        "small": numbers(small),
        "t": numbers([t.low, t.high]),
        "other": numbers(other),
        "welch": numbers(welch),
    }


def energy_splits():
    rows = []
    for series in [
        np.round(np.concatenate([rng.normal(10, 1, 20), rng.normal(12, 1, 15)]), 4),
        np.round(np.concatenate([rng.normal(5, 1, 12), rng.normal(5, 4, 18)]), 4),
        np.array([3, 3, 3, 3, 5, 5, 5, 4, 5, 5], float),
    ]:
        best = None
        for split in range(3, len(series) - 2):
            x, y = series[:split], series[split:]
            m, n = len(x), len(y)
            # scipy's energy distance is of Cramér's kind and biased (with the zero distances); undo both.
            within = lambda v: np.abs(np.subtract.outer(v, v)).sum() / (len(v) * (len(v) - 1))
            cross = stats.energy_distance(x, y) ** 2 + within(x) * (m - 1) / m + within(y) * (n - 1) / n
            energy = m * n / (m + n) * (cross - within(x) - within(y))
            if best is None or energy > best[1] + 1e-12:
                best = (split, energy)
        rows.append({"series": numbers(series), "index": int(best[0]), "energy": float(best[1])})
    return rows


table = {
    "versions": {"scipy": scipy.__version__, "numpy": np.__version__, "statsmodels": statsmodels.__version__},
    "special": special_functions(),
    "rates": rates(),
    "orderStatistics": order_statistics(),
    "ranks": rank_tests(),
    "means": means(),
    "energySplits": energy_splits(),
}
path = pathlib.Path(__file__).with_name("table.json")
path.write_text(json.dumps(table, indent=None, separators=(",", ":")).replace('],[', '],\n[').replace('},{', '},\n{') + "\n")
