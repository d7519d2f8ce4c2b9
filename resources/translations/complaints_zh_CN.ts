<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>ComplaintDetail</name>
    <message>
        <source>Source, type, level</source>
        <translation>来源、类型、级别</translation>
    </message>
    <message>
        <source>Taken in</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>To be begun, answered by</source>
        <translation>应开始、应答复日期</translation>
    </message>
    <message>
        <source>Handler</source>
        <translation>承办人</translation>
    </message>
    <message>
        <source>Complainant</source>
        <translation>投诉人</translation>
    </message>
    <message>
        <source>Anonymous</source>
        <translation>匿名</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系方式</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>通信地址</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>投诉事实</translation>
    </message>
    <message>
        <source>What is asked for</source>
        <translation>投诉诉求</translation>
    </message>
    <message>
        <source>Complained of</source>
        <translation>被投诉人</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>调查核实</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>处理意见</translation>
    </message>
    <message>
        <source>Compensation</source>
        <translation>经济补偿</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>Answered by way of</source>
        <translation>答复方式</translation>
    </message>
    <message>
        <source>Risk incident</source>
        <translation>风险事故</translation>
    </message>
    <message>
        <source>entered in the register of incidents</source>
        <translation>已登记风险事故</translation>
    </message>
    <message>
        <source>law or rule broken</source>
        <translation>属违法违规</translation>
    </message>
    <message>
        <source>{step}: saved.</source>
        <translation>{step}：已保存。</translation>
    </message>
    <message>
        <source>Save the recording</source>
        <translation>保存录音</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Sent to the printer.</source>
        <translation>已发送打印。</translation>
    </message>
    <message>
        <source>Choose the evidence</source>
        <translation>选择证据材料</translation>
    </message>
    <message>
        <source>A recording is kept only with consent. Write down how the person recorded agreed.</source>
        <translation>录音须经当事人同意才能留存。请填写当事人同意的方式。</translation>
    </message>
    <message>
        <source>Consent to the recording</source>
        <translation>录音同意情况</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>List</source>
        <translation>返回列表</translation>
    </message>
    <message>
        <source>History</source>
        <translation>办理经过</translation>
    </message>
    <message>
        <source>Back to the complaint</source>
        <translation>返回投诉</translation>
    </message>
    <message>
        <source>To the client</source>
        <translation>查看客户</translation>
    </message>
    <message>
        <source>Show the contact in full</source>
        <translation>显示完整联系方式</translation>
    </message>
</context>
<context>
    <name>ComplaintFigures</name>
    <message>
        <source>Enter the first and the last day.</source>
        <translation>请填写起始和截止日期。</translation>
    </message>
    <message>
        <source>{count} taken in</source>
        <translation>受理 {count}</translation>
    </message>
    <message>
        <source>{count} open</source>
        <translation>在办 {count}</translation>
    </message>
    <message>
        <source>{count} late</source>
        <translation>逾期 {count}</translation>
    </message>
    <message>
        <source>{count} founded</source>
        <translation>属实 {count}</translation>
    </message>
    <message>
        <source>By type</source>
        <translation>按类型</translation>
    </message>
    <message>
        <source>By unit</source>
        <translation>按单位</translation>
    </message>
    <message>
        <source>By month</source>
        <translation>按月份</translation>
    </message>
    <message>
        <source>By source</source>
        <translation>按来源</translation>
    </message>
    <message>
        <source>By level</source>
        <translation>按级别</translation>
    </message>
    <message>
        <source>By state</source>
        <translation>按状态</translation>
    </message>
    <message>
        <source>By person</source>
        <translation>按人员</translation>
    </message>
    <message>
        <source>Save the sums</source>
        <translation>保存统计表</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>List</source>
        <translation>返回列表</translation>
    </message>
    <message>
        <source>Sheet as PDF…</source>
        <translation>统计表 PDF…</translation>
    </message>
    <message>
        <source>Workbook…</source>
        <translation>工作簿…</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>起始日期</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>截止日期</translation>
    </message>
    <message>
        <source>Sums</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>No complaint in this period. Choose another one above.</source>
        <translation>该期间没有投诉，可在上方选择其他期间。</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Taken in</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>在办</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已结案</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>Founded</source>
        <translation>属实</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>满意</translation>
    </message>
    <message>
        <source>Compensation</source>
        <translation>经济补偿</translation>
    </message>
</context>
<context>
    <name>Complaints</name>
    <message>
        <source>Telephone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>信函</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>电子邮件</translation>
    </message>
    <message>
        <source>Fax</source>
        <translation>传真</translation>
    </message>
    <message>
        <source>On site</source>
        <translation>现场</translation>
    </message>
    <message>
        <source>Regulator</source>
        <translation>监管转办</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Premises</source>
        <translation>营业环境</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>理财服务</translation>
    </message>
    <message>
        <source>Marketing</source>
        <translation>市场营销</translation>
    </message>
    <message>
        <source>Misconduct</source>
        <translation>举报违规</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>公司</translation>
    </message>
    <message>
        <source>Regional</source>
        <translation>分公司</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>营业部</translation>
    </message>
    <message>
        <source>Serious</source>
        <translation>重大</translation>
    </message>
    <message>
        <source>Many complain</source>
        <translation>群体性</translation>
    </message>
    <message>
        <source>Difficult</source>
        <translation>疑难</translation>
    </message>
    <message>
        <source>To be assigned</source>
        <translation>待分派</translation>
    </message>
    <message>
        <source>To be investigated</source>
        <translation>待调查</translation>
    </message>
    <message>
        <source>To be planned</source>
        <translation>待拟方案</translation>
    </message>
    <message>
        <source>To be answered</source>
        <translation>待答复</translation>
    </message>
    <message>
        <source>With compliance</source>
        <translation>待合规审核</translation>
    </message>
    <message>
        <source>To be called back</source>
        <translation>待回访</translation>
    </message>
    <message>
        <source>To be closed</source>
        <translation>待结案</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已结案</translation>
    </message>
    <message>
        <source>Withdrawal with compliance</source>
        <translation>撤回待合规审核</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>分派</translation>
    </message>
    <message>
        <source>Name a person</source>
        <translation>增列被投诉人</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>调查核实</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>处理方案</translation>
    </message>
    <message>
        <source>Agree</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Send back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Put off</source>
        <translation>延期</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>回访</translation>
    </message>
    <message>
        <source>Investigate anew</source>
        <translation>重新调查</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>变更级别</translation>
    </message>
    <message>
        <source>Withdrawal</source>
        <translation>投诉人撤回</translation>
    </message>
    <message>
        <source>Let it go</source>
        <translation>同意撤回</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>继续办理</translation>
    </message>
    <message>
        <source>Taken in</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>Assigned</source>
        <translation>已分派</translation>
    </message>
    <message>
        <source>Person named</source>
        <translation>增列被投诉人</translation>
    </message>
    <message>
        <source>Investigated</source>
        <translation>已调查核实</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>已拟定方案</translation>
    </message>
    <message>
        <source>Compliance agreed</source>
        <translation>合规同意</translation>
    </message>
    <message>
        <source>Sent back by compliance</source>
        <translation>合规退回</translation>
    </message>
    <message>
        <source>Answer put off</source>
        <translation>答复延期</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>Called back</source>
        <translation>已回访</translation>
    </message>
    <message>
        <source>Investigated anew</source>
        <translation>重新调查</translation>
    </message>
    <message>
        <source>Level changed</source>
        <translation>级别已变更</translation>
    </message>
    <message>
        <source>Withdrawn by the complainant</source>
        <translation>投诉人撤回</translation>
    </message>
    <message>
        <source>Compliance agreed to the withdrawal</source>
        <translation>合规同意撤回</translation>
    </message>
    <message>
        <source>Gone on with on compliance&apos;s word</source>
        <translation>合规要求继续办理</translation>
    </message>
    <message>
        <source>Founded</source>
        <translation>属实</translation>
    </message>
    <message>
        <source>Partly founded</source>
        <translation>部分属实</translation>
    </message>
    <message>
        <source>Unfounded</source>
        <translation>不属实</translation>
    </message>
    <message>
        <source>In person</source>
        <translation>当面</translation>
    </message>
    <message>
        <source>Nobody to answer</source>
        <translation>无法答复</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>材料</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>{days} days late</source>
        <translation>逾期 {days} 天</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天到期</translation>
    </message>
    <message>
        <source>{days} days left</source>
        <translation>剩 {days} 天</translation>
    </message>
</context>
<context>
    <name>ComplaintsPage</name>
    <message>
        <source>new complaint</source>
        <translation>新投诉</translation>
    </message>
    <message>
        <source>open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>read again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>{count} complaint(s) that you began are not taken in yet.</source>
        <translation>您有 {count} 份投诉草稿尚未受理。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续填写</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Overdue ones first. Those about oneself are not shown.</source>
        <translation>逾期的排在最前；涉及本人的不显示。天数为工作日。</translation>
    </message>
    <message>
        <source>New complaint</source>
        <translation>受理投诉</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Filter: number, name, handler</source>
        <translation>筛选：编号、姓名、承办人</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>All types</source>
        <translation>全部类型</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>全部状态</translation>
    </message>
    <message>
        <source>Late only</source>
        <translation>仅逾期</translation>
    </message>
    <message>
        <source>My turn</source>
        <translation>待我办理</translation>
    </message>
    <message>
        <source>Closed ones too</source>
        <translation>含已结案</translation>
    </message>
    <message>
        <source>No complaints</source>
        <translation>没有投诉</translation>
    </message>
    <message>
        <source>Ctrl+N takes one in.</source>
        <translation>按 Ctrl+N 受理投诉。</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>投诉编号</translation>
    </message>
    <message>
        <source>Taken in</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>投诉人</translation>
    </message>
    <message>
        <source>About whom</source>
        <translation>被投诉人</translation>
    </message>
    <message>
        <source>Anonymous</source>
        <translation>匿名</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Grave</source>
        <translation>性质</translation>
    </message>
    <message>
        <source>Handler</source>
        <translation>承办人</translation>
    </message>
</context>
<context>
    <name>Respondents</name>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Member of staff</source>
        <translation>选择员工</translation>
    </message>
    <message>
        <source>or name</source>
        <translation>或者填写姓名</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>职务</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>部门或者单位</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
</context>
<context>
    <name>StepForm</name>
    <message>
        <source>Not now</source>
        <translation>暂不办理</translation>
    </message>
    <message>
        <source>Handler</source>
        <translation>承办人</translation>
    </message>
    <message>
        <source>What to mind</source>
        <translation>办理要求</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>调查核实情况</translation>
    </message>
    <message>
        <source>What the complainant is told</source>
        <translation>答复内容</translation>
    </message>
    <message>
        <source>How</source>
        <translation>答复方式</translation>
    </message>
    <message>
        <source>A letter is made, sealed and filed with it.</source>
        <translation>同时生成《投诉答复函》，盖章并归档。</translation>
    </message>
    <message>
        <source>New day of the answer</source>
        <translation>新的答复日期</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>满意</translation>
    </message>
    <message>
        <source>Not content</source>
        <translation>不满意</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>未联系上</translation>
    </message>
    <message>
        <source>The complainant is</source>
        <translation>投诉人意见</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>回访情况</translation>
    </message>
    <message>
        <source>Why, and what is to be done</source>
        <translation>原因和要求</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>New level</source>
        <translation>新的级别</translation>
    </message>
    <message>
        <source>The days stay as they are, whoever answers for it.</source>
        <translation>无论由哪一级负责，办理和答复期限不变。</translation>
    </message>
    <message>
        <source>How the complainant said so</source>
        <translation>投诉人以何种方式表示撤回</translation>
    </message>
    <message>
        <source>Why it is withdrawn, in the complainant&apos;s words</source>
        <translation>撤回原因（按投诉人的说法填写）</translation>
    </message>
    <message>
        <source>Compliance is asked first: until then its days run on.</source>
        <translation>须先由合规人员审核；审核同意前期限照常计算。</translation>
    </message>
    <message>
        <source>It ends with this; the record is sealed and filed.</source>
        <translation>撤回后即告办结，投诉记录表盖章归档。</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>处理意见</translation>
    </message>
    <message>
        <source>Compensation in yuan</source>
        <translation>经济补偿（元）</translation>
    </message>
    <message>
        <source>Passes compliance</source>
        <translation>须经合规审核</translation>
    </message>
    <message>
        <source>With any of these, or with compensation, compliance is asked first.</source>
        <translation>勾选任何一项，或者有经济补偿的，先送合规审核。</translation>
    </message>
    <message>
        <source>How {name} is dealt with</source>
        <translation>对{name}的处理</translation>
    </message>
    <message>
        <source>Law or rule was broken</source>
        <translation>属违法违规</translation>
    </message>
    <message>
        <source>Choose one.</source>
        <translation>请选择一项。</translation>
    </message>
    <message>
        <source>Enter an amount in yuan, 320 or 320.50.</source>
        <translation>请填写金额（元），例如 320 或者 320.50。</translation>
    </message>
    <message>
        <source>Enter a day.</source>
        <translation>请填写日期。</translation>
    </message>
</context>
<context>
    <name>TakingIn</name>
    <message>
        <source>Give this draft up</source>
        <translation>放弃草稿</translation>
    </message>
    <message>
        <source>What was typed is removed. It cannot be brought back.</source>
        <translation>已填写的内容将被删除，不能恢复。</translation>
    </message>
    <message>
        <source>Client: {name}</source>
        <translation>客户：{name}</translation>
    </message>
    <message>
        <source>Not a client</source>
        <translation>非客户</translation>
    </message>
    <message>
        <source>Choose the evidence</source>
        <translation>选择证据材料</translation>
    </message>
    <message>
        <source>Fill this in first.</source>
        <translation>请先填写此项。</translation>
    </message>
    <message>
        <source>{number} is taken in.</source>
        <translation>{number} 已受理。</translation>
    </message>
    <message>
        <source>New complaint</source>
        <translation>受理投诉</translation>
    </message>
    <message>
        <source>Whoever takes it in answers for it. Ctrl+Enter takes in.</source>
        <translation>首问负责：谁受理，谁负责。按 Ctrl+Enter 受理。</translation>
    </message>
    <message>
        <source>Who complains</source>
        <translation>投诉人</translation>
    </message>
    <message>
        <source>Who is complained of</source>
        <translation>被投诉人</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Passes compliance</source>
        <translation>须经合规审核</translation>
    </message>
    <message>
        <source>True name</source>
        <translation>真实姓名</translation>
    </message>
    <message>
        <source>Telephone or e-mail</source>
        <translation>电话或者电子邮箱</translation>
    </message>
    <message>
        <source>Postal address</source>
        <translation>通信地址</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>投诉事实</translation>
    </message>
    <message>
        <source>What is asked for</source>
        <translation>投诉诉求</translation>
    </message>
    <message>
        <source>Find the client: name, number, mobile, account</source>
        <translation>查找客户：姓名、编号、手机、账号</translation>
    </message>
    <message>
        <source>Find the client</source>
        <translation>查找客户</translation>
    </message>
    <message>
        <source>Not this client</source>
        <translation>取消关联</translation>
    </message>
    <message>
        <source>Anonymous</source>
        <translation>匿名</translation>
    </message>
    <message>
        <source>Only a report of misconduct may be anonymous.</source>
        <translation>只有举报违法违规可以匿名。</translation>
    </message>
    <message>
        <source>For a recording: how the person recorded agreed</source>
        <translation>录音材料：填写当事人同意录音的方式</translation>
    </message>
    <message>
        <source>Consent to the recording</source>
        <translation>录音同意情况</translation>
    </message>
    <message>
        <source>Add evidence…</source>
        <translation>添加证据…</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后继续</translation>
    </message>
    <message>
        <source>Give up…</source>
        <translation>放弃…</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>受理</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>No evidence yet.</source>
        <translation>尚无证据材料。</translation>
    </message>
    <message>
        <source>No papers yet.</source>
        <translation>尚无文书。</translation>
    </message>
    <message>
        <source>, until {day}</source>
        <translation>，延至 {day}</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>History</source>
        <translation>办理经过</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>证据材料</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>文书</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Record as it stands</source>
        <translation>当前记录表</translation>
    </message>
</context>
</TS>
