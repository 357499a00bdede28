import { assess, DEFAULT_ASSESSMENT_RULES, latestCalendar, contractDecider, type ContractState } from '@heqi/domain';
import { v5 } from 'uuid';
import { generateDistrict, SAMPLE_UNTIL } from './index';
const NS='6b5f4f0e-6f3a-5d5e-9a52-5c1f0c9a7e11';
it('x', () => {
  for (const seed of [20260630, 1, 2, 3]) {
    const t=performance.now();
    const steps=[...generateDistrict({seed, contractIdFor:(b,n)=>v5(b+n,NS)})];
    const ms=performance.now()-t;
    const types: Record<string,number>={}; const states=new Map<string,ContractState|undefined>();
    for(const s of steps) for(const [i,e] of s.events.entries()){types[e.type]=(types[e.type]??0)+1;
      states.set(s.contractId, contractDecider.evolve(states.get(s.contractId),{event:e,id:s.commandId+i,revision:0,position:'0',recordedAt:s.recordedAt,actor:s.actor,commandId:s.commandId}));}
    const q: Record<string,number>={}, st: Record<string,number>={}, nd: Record<string,number>={};
    for(const s of states.values()){const a=assess(s!,SAMPLE_UNTIL,latestCalendar(),DEFAULT_ASSESSMENT_RULES); q[a.quadrant]=(q[a.quadrant]??0)+1; nd[a.obligations.length]=(nd[a.obligations.length]??0)+1; for(const o of a.obligations){const k=o.side[0]+':'+o.status;st[k]=(st[k]??0)+1;}}
    console.log(seed, ms, steps.length, Object.values(types).reduce((a,b)=>a+b,0), types, q, st, nd, steps[0]!.recordedAt, steps.at(-1)!.recordedAt);
  }
});
