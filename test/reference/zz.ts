import sharp from 'sharp';
import fs from 'node:fs';
import { deltaE2000 } from './delta-e.ts';
import { builtInProfile } from '../../src/pixels/colour/profiles.ts';
sharp.concurrency(1);
const dir='/work/shared/corpus/photos';
const s=builtInProfile('srgb'); const lut=Float64Array.from({length:256},(_,v)=>s.curves[0].decode(v/255));
const f3=(t:number)=>t>216/24389?Math.cbrt(t):(t*24389/27+16)/116;
const lab=(d:Uint8Array,i:number)=>{const r=lut[d[i]!]!,g=lut[d[i+1]!]!,b=lut[d[i+2]!]!,m=s.toXyzD50;const x=f3((m[0]*r+m[1]*g+m[2]*b)/.9642),y=f3(m[3]*r+m[4]*g+m[5]*b),z=f3((m[6]*r+m[7]*g+m[8]*b)/.8249);return [116*y-16,500*(x-y),200*(y-z)] as const};
const list = fs.readdirSync(dir).filter(f=>/\.jpe?g$/i.test(f));
const edges=[1600,1000,400];
for (const edge of edges) { const agg:any={};
for (const f of list) { const m=await sharp(`${dir}/${f}`).metadata(); const mp=m.width*m.height/1e6; if (mp<9||mp>26||m.space!=='srgb'||m.channels!==3) continue;
  const bytes=fs.readFileSync(`${dir}/${f}`);
  const full=await sharp(bytes,{ignoreIcc:true} as any).raw().toBuffer({resolveWithObject:true});
  const long=Math.max(m.width,m.height); const w=Math.round(m.width*edge/long), h=Math.round(m.height*edge/long);
  const ref=await sharp(full.data,{raw:full.info as any}).resize(w,h,{fit:'fill'}).raw().toBuffer();
  const refLab=Array.from({length:w*h},(_,i)=>lab(ref,i*3));
  for (const mode of ['fast','safe','none']) { const t=process.cpuUsage(); const p=sharp(bytes,{ignoreIcc:true} as any); if(mode==='none') p.extract({left:0,top:0,width:m.width,height:m.height}); const o=await p.resize(w,h,{fit:'fill',fastShrinkOnLoad:mode==='fast'}).raw().toBuffer(); const u=process.cpuUsage(t);
    let max=0,sum=0,over=0; for(let i=0;i<w*h;i++){const d=deltaE2000(refLab[i]!,lab(o,i*3)); sum+=d; if(d>max)max=d; if(d>3)over++;}
    const a=(agg[mode]??={n:0,ms:0,mean:0,worstMean:0,max:0,over:0,px:0,bad:[],mp:0}); a.n++;a.ms+=(u.user+u.system)/1000;a.mean+=sum/(w*h);a.worstMean=Math.max(a.worstMean,sum/(w*h));a.max=Math.max(a.max,max);a.over+=over;a.px+=w*h;a.mp+=mp; if(max>3)a.bad.push(f.slice(0,22)+' '+(long/edge).toFixed(2)+'x '+max.toFixed(1)+' n'+over);
  }}
  for(const [k,a] of Object.entries<any>(agg)) console.log(edge,k,'photos',a.n,'ms/photo',(a.ms/a.n).toFixed(0),'MP',(a.mp/a.n).toFixed(1),'mean',(a.mean/a.n).toFixed(3),'worst mean',a.worstMean.toFixed(3),'max',a.max.toFixed(2),'share>3',(a.over/a.px).toExponential(1),'photos over',a.bad.length, a.bad.slice(0,7).join('; '));
}
