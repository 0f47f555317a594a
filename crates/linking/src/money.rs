//! Money as a graph: who pays whom, to whose account it goes on, and from where an account was first filled.
//!
//! A tie of money is an account that stands behind several subjects. An exchange, a payment service or a payroll stands
//! behind everybody, so an account with many counterparts is a hub: it ends every way, ties nobody and is named.
//! Otherwise a way is followed only while most of the money takes it, which bounds the ways of one account by two to
//! the power of the hops.

/// One transfer between two accounts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flow {
    /// Hash of the account that pays.
    pub from: u64,
    /// Hash of the account that receives.
    pub to: u64,
    /// How much, in any unit that is the same for the account; 0 for unknown.
    pub amount: f64,
    /// When, in Unix seconds.
    pub at: Option<i64>,
    /// Whether the recipient is known to be a service: an exchange, a bridge, a payment processor.
    pub to_service: bool,
}

/// How far money is followed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MoneySettings {
    /// Transfers that a way has at most. Default 3.
    pub hops: u8,
    /// An account with more counterparts than this is a hub. Default 50: the collectors that were published gathered
    /// from dozens, exchanges and payrolls deal with thousands.
    pub most_counterparts: u32,
    /// A way is followed while at least this share of what left the first account takes it. Default 0.5: most of it.
    pub least_share: f64,
}

impl Default for MoneySettings {
    fn default() -> Self {
        Self {
            hops: 3,
            most_counterparts: 50,
            least_share: 0.5,
        }
    }
}

/// An account that stands behind a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Behind {
    /// Hash of the account.
    pub account: u64,
    /// The subject.
    pub subject: u32,
    /// Transfers between the subject's account and this one.
    pub hops: u8,
    /// When the money first took that way, in Unix seconds.
    pub first: Option<i64>,
    /// When it last did.
    pub last: Option<i64>,
}

/// Money of one subject that reached another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paid {
    /// Whose money.
    pub from: u32,
    /// Who received it.
    pub to: u32,
    /// The share of what left the payer's account, from 0 to 1.
    pub share: f64,
    /// Transfers on the way.
    pub hops: u8,
    /// When it first happened, in Unix seconds.
    pub at: Option<i64>,
}

/// What the graph says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MoneyTies {
    /// Accounts to which most of a subject's money goes on.
    pub collectors: Vec<Behind>,
    /// Accounts from which a subject's account was first filled.
    pub funders: Vec<Behind>,
    /// Money between subjects; of each pair and direction the largest share.
    pub paid: Vec<Paid>,
    /// Hubs at which ways ended, with their counterparts, the largest first; at most 100.
    pub hubs: Vec<(u64, u32)>,
}

/// All transfers between two accounts in one direction.
#[derive(Debug, Clone, Copy)]
struct Edge {
    from: u32,
    to: u32,
    amount: f64,
    times: u32,
    first: Option<i64>,
    last: Option<i64>,
}

struct Graph {
    accounts: Vec<u64>,
    /// Ordered by `from`, then `to`.
    edges: Vec<Edge>,
    starts: Vec<u32>,
    counterparts: Vec<u32>,
    /// Whether any transfer calls the account a service.
    is_service: Vec<bool>,
    /// By account the edge that filled it first, where nothing had left it before.
    filled_by: Vec<Option<u32>>,
}

/// Follows money from and to the accounts that subjects hold. `held` are accounts with their subjects; the order of
/// both is indifferent.
#[must_use]
pub fn follow(flows: Vec<Flow>, mut held: Vec<(u64, u32)>, settings: &MoneySettings) -> MoneyTies {
    held.sort_unstable();
    held.dedup();
    let graph = Graph::new(flows);
    let mut found = MoneyTies::default();
    let mut hubs: Vec<u32> = Vec::new();
    let holders = |account: u64| {
        let from = held.partition_point(|one| one.0 < account);
        held[from..].iter().take_while(move |one| one.0 == account)
    };
    for &(account, subject) in &held {
        let Ok(start) = graph.accounts.binary_search(&account) else {
            continue;
        };
        let start = start as u32;
        let is_hub = |node: u32| {
            graph.counterparts[node as usize] > settings.most_counterparts
                || graph.is_service[node as usize]
        };
        let own = |node: u32| holders(graph.accounts[node as usize]).any(|one| one.1 == subject);
        if is_hub(start) {
            hubs.push(start);
            continue;
        }
        // Onward, with the share of the first account's money that came so far.
        let mut at = vec![(start, 1.0, None, None)];
        let mut seen = vec![start];
        for hops in 1..=settings.hops {
            let mut next = Vec::new();
            for (node, came, first, last) in at {
                let all = graph.outflow(node);
                for edge in graph.out(node) {
                    let share = came * edge.weight(all.1) / all.0;
                    if is_hub(edge.to) {
                        if share >= settings.least_share {
                            hubs.push(edge.to);
                        }
                        continue;
                    }
                    if hops == 1 || share >= settings.least_share {
                        let others = holders(graph.accounts[edge.to as usize])
                            .filter(|other| other.1 != subject)
                            .take(settings.most_counterparts as usize);
                        found.paid.extend(others.map(|other| Paid {
                            from: subject,
                            to: other.1,
                            share,
                            hops,
                            at: first.or(edge.first),
                        }));
                    }
                    if share < settings.least_share || seen.contains(&edge.to) {
                        continue;
                    }
                    seen.push(edge.to);
                    let times = (first.or(edge.first), last.or(edge.last));
                    if !own(edge.to) {
                        found.collectors.push(Behind {
                            account: graph.accounts[edge.to as usize],
                            subject,
                            hops,
                            first: times.0,
                            last: times.1,
                        });
                    }
                    next.push((edge.to, share, times.0, times.1));
                }
            }
            at = next;
        }
        // Back to where the account was first filled from.
        let mut node = start;
        let mut first = None;
        for hops in 1..=settings.hops {
            let Some(edge) = graph.filled_by[node as usize] else {
                break;
            };
            let edge = graph.edges[edge as usize];
            if is_hub(edge.from) {
                hubs.push(edge.from);
                break;
            }
            if own(edge.from) || edge.from == start {
                break;
            }
            first = first.or(edge.first);
            found.funders.push(Behind {
                account: graph.accounts[edge.from as usize],
                subject,
                hops,
                first,
                last: first,
            });
            node = edge.from;
        }
    }
    for list in [&mut found.collectors, &mut found.funders] {
        list.sort_unstable();
        list.dedup_by_key(|one| (one.account, one.subject));
    }
    found.paid.sort_by(|x, y| {
        (x.from, x.to)
            .cmp(&(y.from, y.to))
            .then(y.share.total_cmp(&x.share))
            .then((x.hops, x.at).cmp(&(y.hops, y.at)))
    });
    found.paid.dedup_by_key(|one| (one.from, one.to));
    hubs.sort_unstable();
    hubs.dedup();
    found.hubs = hubs
        .into_iter()
        .map(|node| {
            (
                graph.accounts[node as usize],
                graph.counterparts[node as usize],
            )
        })
        .collect();
    found
        .hubs
        .sort_unstable_by_key(|&(account, many)| (u32::MAX - many, account));
    found.hubs.truncate(100);
    found
}

impl Edge {
    /// What counts of the edge: amounts where any is known, else the number of transfers.
    fn weight(&self, by_amount: bool) -> f64 {
        if by_amount {
            self.amount
        } else {
            f64::from(self.times)
        }
    }
}

impl Graph {
    fn new(mut flows: Vec<Flow>) -> Self {
        flows.retain(|flow| flow.from != flow.to);
        for flow in &mut flows {
            // Hostile amounts count as unknown.
            if !flow.amount.is_finite() || flow.amount < 0.0 {
                flow.amount = 0.0;
            }
        }
        // The order of the sum is part of the sum.
        flows.sort_unstable_by(|x, y| {
            (x.from, x.to, x.at)
                .cmp(&(y.from, y.to, y.at))
                .then(x.amount.total_cmp(&y.amount))
        });
        let mut accounts: Vec<u64> = flows.iter().flat_map(|flow| [flow.from, flow.to]).collect();
        accounts.sort_unstable();
        accounts.dedup();
        let node = |account: u64| accounts.binary_search(&account).unwrap_or(0) as u32;
        let mut is_service = vec![false; accounts.len()];
        for flow in flows.iter().filter(|flow| flow.to_service) {
            is_service[node(flow.to) as usize] = true;
        }
        let edges: Vec<Edge> = flows
            .chunk_by(|x, y| (x.from, x.to) == (y.from, y.to))
            .map(|of| Edge {
                from: node(of[0].from),
                to: node(of[0].to),
                amount: of.iter().map(|flow| flow.amount).sum(),
                times: of.len() as u32,
                first: of.iter().filter_map(|flow| flow.at).min(),
                last: of.iter().filter_map(|flow| flow.at).max(),
            })
            .collect();
        let mut starts = vec![0_u32; accounts.len() + 1];
        let mut counterparts = vec![0_u32; accounts.len()];
        let mut left: Vec<Option<i64>> = vec![None; accounts.len()];
        for edge in &edges {
            starts[edge.from as usize + 1] += 1;
            counterparts[edge.from as usize] += 1;
            counterparts[edge.to as usize] += 1;
            let earliest = &mut left[edge.from as usize];
            *earliest = match (*earliest, edge.first) {
                (Some(known), Some(other)) => Some(known.min(other)),
                (known, other) => known.or(other),
            };
        }
        for place in 1..starts.len() {
            starts[place] += starts[place - 1];
        }
        let mut filled_by: Vec<Option<u32>> = vec![None; accounts.len()];
        for (number, edge) in (0_u32..).zip(&edges) {
            // Without a time nobody knows what came first.
            let Some(first) = edge.first else { continue };
            if left[edge.to as usize].is_some_and(|left| left < first) {
                continue;
            }
            let known = &mut filled_by[edge.to as usize];
            let is_earlier = known.is_none_or(|known| {
                let known = &edges[known as usize];
                (first, accounts[edge.from as usize])
                    < (
                        known.first.unwrap_or(i64::MAX),
                        accounts[known.from as usize],
                    )
            });
            if is_earlier {
                *known = Some(number);
            }
        }
        Self {
            accounts,
            edges,
            starts,
            counterparts,
            is_service,
            filled_by,
        }
    }

    fn out(&self, node: u32) -> &[Edge] {
        let node = node as usize;
        &self.edges[self.starts[node] as usize..self.starts[node + 1] as usize]
    }

    /// What left an account, and whether by amounts; never 0.
    fn outflow(&self, node: u32) -> (f64, bool) {
        let amount: f64 = self.out(node).iter().map(|edge| edge.amount).sum();
        if amount > 0.0 {
            return (amount, true);
        }
        let times: f64 = self
            .out(node)
            .iter()
            .map(|edge| f64::from(edge.times))
            .sum();
        (times.max(1.0), false)
    }
}
