<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>CasePanel</name>
    <message>
        <source>Filed</source>
        <translation>已归档</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>With the client</source>
        <translation>客户办理中</translation>
    </message>
    <message>
        <source>Ready to be filed</source>
        <translation>可以归档</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>{answered} of {of} answered</source>
        <translation>已答 {answered}/{of} 题</translation>
    </message>
    <message>
        <source>Note: {marks}. Talk with the client about it.</source>
        <translation>提示：{marks}。请与客户沟通确认。</translation>
    </message>
    <message>
        <source>The client has not agreed to sign electronically: print the form, then add the signed scan.</source>
        <translation>客户没有签署电子签名约定：请打印表单，再添加签名后的扫描件。</translation>
    </message>
    <message>
        <source>The client did not agree.</source>
        <translation>客户没有同意。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>In force from now on: {level} (before: {before}).</source>
        <translation>现行等级：{level}（原等级：{before}）。</translation>
    </message>
    <message>
        <source>{level}, {total} points</source>
        <translation>{level}，{total} 分</translation>
    </message>
    <message>
        <source> (before: {before})</source>
        <translation>（原等级：{before}）</translation>
    </message>
    <message>
        <source>Hand to the client</source>
        <translation>交给客户</translation>
    </message>
    <message>
        <source>Take the display back</source>
        <translation>收回客户屏</translation>
    </message>
    <message>
        <source>Print the form</source>
        <translation>打印表单</translation>
    </message>
    <message>
        <source>Scan back…</source>
        <translation>扫描回档…</translation>
    </message>
    <message>
        <source>Add the signed scan…</source>
        <translation>添加签名扫描件…</translation>
    </message>
    <message>
        <source>File it</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Cancel the case</source>
        <translation>撤销业务</translation>
    </message>
    <message>
        <source>Show the form</source>
        <translation>查看表单</translation>
    </message>
</context>
<context>
    <name>ClassesPage</name>
    <message>
        <source>read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Not assessed or expired</source>
        <translation>未评估或者已过期</translation>
    </message>
    <message>
        <source>Products in force</source>
        <translation>现行产品</translation>
    </message>
    <message>
        <source>{source}, imported {at}</source>
        <translation>{source}，{at} 导入</translation>
    </message>
    <message>
        <source>No list has been imported yet.</source>
        <translation>尚未导入产品清单。</translation>
    </message>
    <message>
        <source>Remarkable answers of the last 90 days</source>
        <translation>最近 90 天的异常作答</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>存为 PDF</translation>
    </message>
    <message>
        <source>Sent to the print queue.</source>
        <translation>已送打印队列。</translation>
    </message>
    <message>
        <source>Save as a workbook</source>
        <translation>存为电子表格</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>List of products</source>
        <translation>产品清单</translation>
    </message>
    <message>
        <source>{count} mistakes in {file}: nothing was imported. Correct them and choose it again.</source>
        <translation>{file} 中有 {count} 处错误，没有导入任何内容。请改正后重新选择。</translation>
    </message>
    <message>
        <source>{rows} products, no mistake: {added} new, {changed} changed, {gone} no longer listed.</source>
        <translation>共 {rows} 个产品，没有错误：新增 {added} 个，变动 {changed} 个，不再列入 {gone} 个。</translation>
    </message>
    <message>
        <source>Put the list in force</source>
        <translation>启用产品清单</translation>
    </message>
    <message>
        <source>Put in force</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>The list of products is in force.</source>
        <translation>产品清单已启用。</translation>
    </message>
    <message>
        <source>By level</source>
        <translation>各等级客户</translation>
    </message>
    <message>
        <source>{count} clients</source>
        <translation>客户 {count} 名</translation>
    </message>
    <message>
        <source>Newly assessed</source>
        <translation>当日新评估</translation>
    </message>
    <message>
        <source>expired {day}</source>
        <translation>{day} 到期</translation>
    </message>
    <message>
        <source>never assessed</source>
        <translation>从未评估</translation>
    </message>
    <message>
        <source>Client number</source>
        <translation>客户号</translation>
    </message>
    <message>
        <source>Nobody was assessed until this day. Choose a later one.</source>
        <translation>截至该日还没有测评客户，请选择较晚的日期。</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>New</source>
        <translation>当日</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Nobody was assessed on this day. Choose another one above.</source>
        <translation>当日没有新评估的客户，可在上方选择其他日期。</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>原等级</translation>
    </message>
    <message>
        <source>first</source>
        <translation>首次</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>总分</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Every client has an assessment that holds. Nothing to do.</source>
        <translation>所有客户的测评都在有效期内，无需处理。</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>No list of products is in force. Press &quot;Import a list…&quot;.</source>
        <translation>没有生效的产品清单。请按“导入清单…”。</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Risk class</source>
        <translation>风险等级</translation>
    </message>
    <message>
        <source>No mistakes in the list.</source>
        <translation>清单中没有错误。</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>No remarkable answers in 90 days. Nothing to do.</source>
        <translation>近90天没有异常作答，无需处理。</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>What is remarkable</source>
        <translation>异常情况</translation>
    </message>
    <message>
        <source>Daily table</source>
        <translation>每日分类表</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>异常作答</translation>
    </message>
    <message>
        <source>The day before</source>
        <translation>前一天</translation>
    </message>
    <message>
        <source>The day after</source>
        <translation>后一天</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Import a list…</source>
        <translation>导入清单…</translation>
    </message>
    <message>
        <source>Mistakes in the list</source>
        <translation>清单中的错误</translation>
    </message>
    <message>
        <source>Remarkable answers</source>
        <translation>异常作答</translation>
    </message>
</context>
<context>
    <name>ClientPanel</name>
    <message>
        <source>Another pack: {levels}</source>
        <translation>其他等级体系：{levels}</translation>
    </message>
    <message>
        <source>Another client</source>
        <translation>换一位客户</translation>
    </message>
    <message>
        <source>Assess anew</source>
        <translation>重新评估</translation>
    </message>
    <message>
        <source>May the client buy a product?</source>
        <translation>客户能否购买某个产品</translation>
    </message>
    <message>
        <source>Code of the product</source>
        <translation>产品代码</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>Have it acknowledged</source>
        <translation>签署不匹配确认书</translation>
    </message>
</context>
<context>
    <name>ClientSuitability</name>
    <message>
        <source>Suitability…</source>
        <translation>适当性…</translation>
    </message>
    <message>
        <source>Assess first…</source>
        <translation>先办理评估…</translation>
    </message>
</context>
<context>
    <name>RiskSession</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>This product does not suit your risk level</source>
        <translation>该产品与您的风险承受能力不匹配</translation>
    </message>
    <message>
        <source>The risk of this product is above what your last assessment says you can bear. You may lose more than you can bear, in the worst case all of it. Nobody has recommended it to you; you can stop here at any time, without any disadvantage.</source>
        <translation>该产品的风险高于您最近一次评估的承受能力。您的损失可能超出承受范围，最坏的情况是损失全部本金。没有人向您推荐这一产品；您可以随时停止办理，不会因此受到任何不利影响。</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Risk of the product</source>
        <translation>产品风险等级</translation>
    </message>
    <message>
        <source>Your risk level</source>
        <translation>您的等级</translation>
    </message>
    <message>
        <source>Suits you up to</source>
        <translation>可以直接购买</translation>
    </message>
    <message>
        <source>I understand and still want it</source>
        <translation>我已了解，仍要购买</translation>
    </message>
    <message>
        <source>I do not want it any more</source>
        <translation>我不买了</translation>
    </message>
</context>
<context>
    <name>Suitability</name>
    <message>
        <source>Risk assessment</source>
        <translation>风险承受能力评估</translation>
    </message>
    <message>
        <source>Acknowledged mismatch</source>
        <translation>风险不匹配确认</translation>
    </message>
    <message>
        <source>Questionnaire</source>
        <translation>问卷</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>评估结果</translation>
    </message>
    <message>
        <source>Notice of the mismatch</source>
        <translation>不匹配告知</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Suits the client</source>
        <translation>与客户等级相匹配</translation>
    </message>
    <message>
        <source>Above the client&apos;s level: acknowledgement needed</source>
        <translation>高于客户等级，须签署确认书</translation>
    </message>
    <message>
        <source>Not for a client of this level</source>
        <translation>该等级的客户不得购买</translation>
    </message>
    <message>
        <source>No valid risk assessment</source>
        <translation>没有有效的风险评估</translation>
    </message>
    <message>
        <source>Assessed: {level}, valid until {day}</source>
        <translation>风险等级 {level}，有效期至 {day}</translation>
    </message>
    <message>
        <source>Risk assessment expired on {day}</source>
        <translation>风险评估已于 {day} 到期</translation>
    </message>
    <message>
        <source>No risk assessment yet</source>
        <translation>尚未办理风险评估</translation>
    </message>
    <message>
        <source>some questions were answered faster than they can be read</source>
        <translation>部分题目作答过快，来不及读完</translation>
    </message>
    <message>
        <source>an answer was changed again and again</source>
        <translation>有题目的答案多次改动</translation>
    </message>
    <message>
        <source>nearly all answers have the same letter</source>
        <translation>几乎所有题目都选同一个字母</translation>
    </message>
    <message>
        <source>far from the client&apos;s last assessment</source>
        <translation>与上一次评估相差较大</translation>
    </message>
</context>
<context>
    <name>SuitabilityPage</name>
    <message>
        <source>This client has no valid risk assessment. Assess first; the business goes on from here.</source>
        <translation>该客户没有有效的风险承受能力评估。请先办理评估，然后从这里继续办理业务。</translation>
    </message>
    <message>
        <source>Go on without</source>
        <translation>暂不评估，继续办理</translation>
    </message>
    <message>
        <source>An older client: a colleague explains it again first. Type the colleague&apos;s staff number.</source>
        <translation>年长客户：请先由另一名同事再次讲解，并填写该同事的工号。</translation>
    </message>
    <message>
        <source>Explained again by</source>
        <translation>再次讲解人员</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>{number} is filed</source>
        <translation>{number} 已归档</translation>
    </message>
    <message>
        <source>The client is assessed.</source>
        <translation>客户已完成评估。</translation>
    </message>
    <message>
        <source>Go on with the business</source>
        <translation>继续办理业务</translation>
    </message>
    <message>
        <source>Sent to the printer.</source>
        <translation>已送往打印机。</translation>
    </message>
    <message>
        <source>Scan of the signed form</source>
        <translation>签名表单的扫描件</translation>
    </message>
    <message>
        <source>Cancel the case</source>
        <translation>撤销业务</translation>
    </message>
    <message>
        <source>The answers given so far are thrown away. Why?</source>
        <translation>已有的作答将被清除。请说明原因。</translation>
    </message>
    <message>
        <source>This did not work. Hand it over again.</source>
        <translation>操作没有成功。请重新交给客户。</translation>
    </message>
    <message>
        <source>check, resume</source>
        <translation>核对、继续办理</translation>
    </message>
    <message>
        <source>Unfinished cases of suitability</source>
        <translation>未办完的适当性业务</translation>
    </message>
    <message>
        <source>Find a client</source>
        <translation>查找客户</translation>
    </message>
    <message>
        <source>No case is open. Press &quot;Find a client&quot; to begin one.</source>
        <translation>没有未办完的业务。按“查找客户”，找到客户后即可办理。</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>业务编号</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Begun by</source>
        <translation>经办人</translation>
    </message>
</context>
</TS>
